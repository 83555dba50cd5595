/** Reading of documents that other programs wrote, where any field may hold anything. */
package email.wildduck.james.core.document;
