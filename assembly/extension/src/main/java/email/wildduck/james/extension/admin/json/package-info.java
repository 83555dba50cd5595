/** The answers of the queue's routes, as Jackson writes them. What is not known is left out. */
package email.wildduck.james.extension.admin.json;
