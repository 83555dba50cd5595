/** The drop-in jar, looked at from outside and beside the class path of a stock James. */
package email.wildduck.james.extension.dropin;
