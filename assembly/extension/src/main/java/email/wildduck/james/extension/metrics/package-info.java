/** The metrics of James and of the product, for Prometheus. */
package email.wildduck.james.extension.metrics;
