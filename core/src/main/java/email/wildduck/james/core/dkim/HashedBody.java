package email.wildduck.james.core.dkim;

import email.wildduck.james.core.message.ByteSource;

/** A message body whose hash is known. */
public interface HashedBody extends ByteSource {

  /** What {@link RelaxedBodyHash} gives for these bytes, in base64. */
  String relaxedBodyHash();
}
