package email.wildduck.james.smtp.netty;

/** Stands for a line that was too long and has been thrown away. */
enum OversizeLine {
  COMMAND,
  IN_MESSAGE
}
