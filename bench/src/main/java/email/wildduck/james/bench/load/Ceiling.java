package email.wildduck.james.bench.load;

/**
 * What the sink can do.
 *
 * @param kilobytes of 1000 bytes, the size of each message
 * @param rate messages each second
 */
record Ceiling(int kilobytes, double rate) {}
