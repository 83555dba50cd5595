package email.wildduck.james.core.api;

import com.mongodb.MongoException;
import email.wildduck.james.core.message.ByteSource;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.http.HttpRequest;

/**
 * A request's body that is read while it is sent, with its length announced. When it cannot be read
 * to its end the request fails: the client refuses to send fewer bytes than announced.
 */
final class RequestBody extends FilterInputStream {

  private RequestBody(InputStream in) {
    super(in);
  }

  static HttpRequest.BodyPublisher of(ByteSource source) {
    try {
      long size = source.size();
      return size == 0
          ? HttpRequest.BodyPublishers.noBody()
          : HttpRequest.BodyPublishers.fromPublisher(
              HttpRequest.BodyPublishers.ofInputStream(() -> open(source)), size);
    } catch (IOException | MongoException e) {
      throw new ApiException(ApiFailure.UNAVAILABLE, "the message cannot be read", e);
    }
  }

  private static InputStream open(ByteSource source) {
    try {
      return new RequestBody(source.open());
    } catch (IOException | MongoException e) {
      // The client takes exceptions of the stream only.
      return new RequestBody(broken(e));
    }
  }

  @Override
  public int read() throws IOException {
    try {
      return super.read();
    } catch (MongoException | UncheckedIOException e) {
      throw new IOException("the message cannot be read", e);
    }
  }

  @Override
  public int read(byte[] bytes, int offset, int length) throws IOException {
    try {
      return super.read(bytes, offset, length);
    } catch (MongoException | UncheckedIOException e) {
      throw new IOException("the message cannot be read", e);
    }
  }

  private static InputStream broken(Exception cause) {
    return new InputStream() {
      @Override
      public int read() throws IOException {
        throw new IOException("the message cannot be read", cause);
      }

      @Override
      public int read(byte[] bytes, int offset, int length) throws IOException {
        return read();
      }
    };
  }
}
