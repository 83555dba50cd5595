/** The extension in James' own memory server, unmodified, in a process of its own. */
package email.wildduck.james.server.stock;
