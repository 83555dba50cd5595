/** Certificates for servers that run on this machine only, made when they are needed. */
package email.wildduck.james.embedded.tls;
