/** The server beside a real WildDuck, on the same stores. */
package email.wildduck.james.endtoend;
