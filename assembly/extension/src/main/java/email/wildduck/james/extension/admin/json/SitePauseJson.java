package email.wildduck.james.extension.admin.json;

import email.wildduck.james.delivery.share.Note;
import java.time.Instant;

/** A site that is left alone, or that has an address on a block list. */
public final class SitePauseJson {
  public final String site;
  public final Instant until;
  public final int level;
  public final String reply;

  /** Of a note. */
  public SitePauseJson(String site, Note note) {
    this.site = site;
    until = note.until();
    level = note.level();
    reply = note.text();
  }
}
