package email.wildduck.james.smtp;

import email.wildduck.james.smtp.account.UsableAccountHook;
import email.wildduck.james.smtp.auth.AuthCommand;
import email.wildduck.james.smtp.auth.AuthenticationRequiredHook;
import email.wildduck.james.smtp.chunking.BdatCommand;
import email.wildduck.james.smtp.chunking.ChunkSequence;
import email.wildduck.james.smtp.command.AuthParameter;
import email.wildduck.james.smtp.command.BodyParameter;
import email.wildduck.james.smtp.command.EhloCommand;
import email.wildduck.james.smtp.command.ExpnCommand;
import email.wildduck.james.smtp.command.HeloCommand;
import email.wildduck.james.smtp.command.HelpCommand;
import email.wildduck.james.smtp.command.MailCommand;
import email.wildduck.james.smtp.command.RcptCommand;
import email.wildduck.james.smtp.command.SmtpUtf8Extension;
import email.wildduck.james.smtp.command.UnknownCommand;
import email.wildduck.james.smtp.command.Utf8CommandDispatcher;
import email.wildduck.james.smtp.command.VrfyCommand;
import email.wildduck.james.smtp.data.LongLineHook;
import email.wildduck.james.smtp.data.LoopHook;
import email.wildduck.james.smtp.data.QueueIdDataCommand;
import email.wildduck.james.smtp.data.QueueMessageHook;
import email.wildduck.james.smtp.data.RawMessageHook;
import email.wildduck.james.smtp.data.SizeExtension;
import email.wildduck.james.smtp.data.SubmissionAttributesHook;
import email.wildduck.james.smtp.data.SubmissionReceivedFilter;
import email.wildduck.james.smtp.dsn.DsnExtension;
import email.wildduck.james.smtp.dsn.DsnMessageHook;
import email.wildduck.james.smtp.dsn.DsnRecipientHook;
import email.wildduck.james.smtp.rcpt.AcceptedRecipientHook;
import email.wildduck.james.smtp.rcpt.DailyLimitHook;
import email.wildduck.james.smtp.rcpt.RecipientsPerMessageHook;
import email.wildduck.james.smtp.xclient.XclientCommand;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.james.protocols.api.handler.CommandHandlerResultLogger;
import org.apache.james.protocols.lib.handler.HandlersPackage;
import org.apache.james.protocols.smtp.core.NoopCmdHandler;
import org.apache.james.protocols.smtp.core.QuitCmdHandler;
import org.apache.james.protocols.smtp.core.RsetCmdHandler;
import org.apache.james.protocols.smtp.core.esmtp.StartTlsCmdHandler;
import org.apache.james.protocols.smtp.core.log.HookResultLogger;
import org.apache.james.smtpserver.DataLineJamesMessageHookHandler;
import org.apache.james.smtpserver.JamesWelcomeMessageHandler;

/**
 * The handlers of a submission port, in the place of James' own: WildDuck's users instead of James'
 * users, addresses in any script, nobody told who exists, and replies with the queue id.
 *
 * <p>Used in {@code smtpserver.xml}; takes no parameters:
 *
 * <pre>{@code
 * <handlerchain coreHandlersPackage="email.wildduck.james.smtp.SubmissionHandlers"
 *               enableJmx="false"/>
 * }</pre>
 *
 * <p>A {@code DataLineFilter} of your own beside them gets the header line by line, and of the body
 * several lines at once, but those alone that begin with a dot.
 */
public final class SubmissionHandlers implements HandlersPackage {

  @Override
  public List<String> getHandlers() {
    return Stream.of(
            JamesWelcomeMessageHandler.class,
            Utf8CommandDispatcher.class,
            ChunkSequence.class,
            AuthCommand.class,
            AuthParameter.class,
            QueueIdDataCommand.class,
            BdatCommand.class,
            XclientCommand.class,
            EhloCommand.class,
            HeloCommand.class,
            HelpCommand.class,
            VrfyCommand.class,
            ExpnCommand.class,
            MailCommand.class,
            BodyParameter.class,
            SmtpUtf8Extension.class,
            DsnExtension.class,
            DsnRecipientHook.class,
            NoopCmdHandler.class,
            QuitCmdHandler.class,
            RcptCommand.class,
            RsetCmdHandler.class,
            SizeExtension.class,
            AuthenticationRequiredHook.class,
            UsableAccountHook.class,
            RecipientsPerMessageHook.class,
            DailyLimitHook.class,
            AcceptedRecipientHook.class,
            SubmissionReceivedFilter.class,
            DataLineJamesMessageHookHandler.class,
            StartTlsCmdHandler.class,
            LongLineHook.class,
            RawMessageHook.class,
            LoopHook.class,
            SubmissionAttributesHook.class,
            DsnMessageHook.class,
            QueueMessageHook.class,
            UnknownCommand.class,
            CommandHandlerResultLogger.class,
            HookResultLogger.class)
        .map(Class::getName)
        .collect(Collectors.toList());
  }
}
