/**
 * What the parts of the product cost, each next to what James or a library has in its place.
 *
 * <p>Run with {@code java -jar bench/target/benchmarks.jar}; {@code docs/benchmarks.md} has figures
 * and says how they were measured.
 */
package email.wildduck.james.bench;
