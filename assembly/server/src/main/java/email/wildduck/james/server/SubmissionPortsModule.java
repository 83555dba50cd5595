package email.wildduck.james.server;

import com.google.inject.AbstractModule;
import com.google.inject.Scopes;
import email.wildduck.james.smtp.netty.SubmissionServerFactory;
import org.apache.james.smtpserver.netty.SMTPServerFactory;

/** Opens submission ports of our own in the place of James'. */
final class SubmissionPortsModule extends AbstractModule {

  @Override
  protected void configure() {
    bind(SubmissionServerFactory.class).in(Scopes.SINGLETON);
    bind(SMTPServerFactory.class).to(SubmissionServerFactory.class);
  }
}
