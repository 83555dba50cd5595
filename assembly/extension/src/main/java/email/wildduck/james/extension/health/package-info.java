/** Health checks for webadmin: whether the stores answer. */
package email.wildduck.james.extension.health;
