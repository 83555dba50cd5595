/**
 * What a message costs in the queue: time and calls to the database at each step, with an empty
 * queue and a long one, as it is done now and as it was done before; and the memory that large
 * messages need on their way. Each main class prints what it has measured.
 */
package email.wildduck.james.bench.queue;
