package email.wildduck.james.bench.load;

import java.time.Duration;

/**
 * What was measured of one case.
 *
 * @param accepted messages each second, while they were sent
 * @param delivered messages each second, until the last recipient had the last one
 * @param median from the final dot to 250
 * @param slow the same, which one of a hundred messages exceeds
 * @param cpu milliseconds of the server's processes for a message, until it was delivered
 * @param storeCpu the same of the embedded stores
 */
record CaseResult(
    LoadCase load,
    double accepted,
    double delivered,
    Duration median,
    Duration slow,
    double cpu,
    double storeCpu) {}
