/**
 * {@code james-wildduck queue}: the queue of a running server from the shell. It is a client of the
 * server's webadmin: it opens no store, so it does what that allows and no more, and the server's
 * log says who asked for it. Only {@code release} is for the time when no server runs, and asks the
 * database itself.
 *
 * <p>Exit codes: 0 done; 1 the server refused it, or part of it, and says why; 2 wrong usage; 3 no
 * server answers; 4 the server's database is away. What goes wrong is told on standard error. Texts
 * from mail cannot act upon the terminal.
 */
package email.wildduck.james.server.command;
