/**
 * The hand-over of mail to recipients of this WildDuck: decided at each attempt, on the way from
 * the mailet that decides to the one that delivers.
 */
package email.wildduck.james.mailets.local;
