package email.wildduck.james.queue.admin;

import email.wildduck.james.queue.pause.PausedTargets;
import email.wildduck.james.queue.store.QueueCollections;
import email.wildduck.james.queue.store.ZoneFields;
import email.wildduck.james.queue.zone.Postponement;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import org.bson.Document;

/** Says of a delivery where it stands and why. */
final class Explanation {
  private final QueueCollections collections;
  private final PausedTargets paused;
  private final Serving serving;

  Explanation(QueueCollections collections, PausedTargets paused, Serving serving) {
    this.collections = collections;
    this.paused = paused;
    this.serving = serving;
  }

  DeliveryView of(Document delivery) {
    Instant now = collections.clock().instant();
    if (delivery.get(ZoneFields.SET_ASIDE) instanceof Document) {
      return view(
          delivery, DeliveryState.SET_ASIDE, "set aside: " + in(delivery, "setAside", "reason"));
    }
    if (delivery.get(ZoneFields.HAND_OVER) instanceof Document) {
      return view(
          delivery,
          DeliveryState.STAGED,
          "handed over from the spool by " + in(delivery, ZoneFields.HAND_OVER, "owner"));
    }
    if (delivery.get(ZoneFields.FAILURE) instanceof Document) {
      return view(
          delivery,
          DeliveryState.STAGED,
          "has failed, its sender will be told: " + in(delivery, ZoneFields.FAILURE, "text"));
    }
    if (ZoneFields.STAGED.equals(delivery.get(ZoneFields.ASSIGNED))) {
      return view(
          delivery,
          DeliveryState.STAGED,
          "a warning that " + in(delivery, ZoneFields.DELAY, "of") + " waits, is being queued");
    }
    if (delivery.get(ZoneFields.LEASE) instanceof Document) {
      return view(
          delivery,
          DeliveryState.LEASED,
          isOver(delivery, now)
              ? in(delivery, ZoneFields.LEASE, "owner")
                  + " has not renewed its lease, which was until "
                  + instant(delivery, ZoneFields.LEASE, "until")
                  + ": the next node takes it over"
              : in(delivery, ZoneFields.LEASE, "owner")
                  + " works on it, until "
                  + instant(delivery, ZoneFields.LEASE, "until")
                  + " if it does not renew that");
    }
    String assigned = String.valueOf(delivery.get(ZoneFields.ASSIGNED));
    boolean ours =
        assigned.equals(ZoneFields.UNASSIGNED)
            || assigned.equals(collections.settings().instance());
    if (!ours || Boolean.TRUE.equals(delivery.get(ZoneFields.LOCKED))) {
      return view(
          delivery,
          DeliveryState.ELSEWHERE,
          "belongs to the instance " + assigned + "; if that is gone for good, take it over");
    }
    return waiting(delivery, now);
  }

  private static boolean isOver(Document delivery, Instant now) {
    Object until = delivery.getEmbedded(List.of(ZoneFields.LEASE, "until"), Object.class);
    return until instanceof Date && ((Date) until).toInstant().isBefore(now);
  }

  private static String bounceAsked(Document delivery) {
    return delivery.get(ZoneFields.BOUNCE) instanceof Document ? ", it will be bounced" : "";
  }

  private DeliveryView waiting(Document delivery, Instant now) {
    Object queued = delivery.get(ZoneFields.QUEUED);
    if (queued instanceof Date && ((Date) queued).toInstant().isAfter(now)) {
      String response = in(delivery, ZoneFields.DEFERRED, "response");
      return view(
          delivery,
          DeliveryState.DEFERRED,
          "next attempt at "
              + ((Date) queued).toInstant()
              + postponed(delivery)
              + (response.isEmpty() ? "" : ", last reply: " + response));
    }
    String zone = String.valueOf(delivery.get(ZoneFields.ZONE));
    String domain = String.valueOf(delivery.get(ZoneFields.DOMAIN));
    if (paused.isZonePaused(zone)) {
      return view(delivery, DeliveryState.PAUSED, "due, but the zone " + zone + " is paused");
    }
    if (paused.isDomainPaused(domain)) {
      return view(delivery, DeliveryState.PAUSED, "due, but the domain " + domain + " is paused");
    }
    return view(
        delivery,
        DeliveryState.READY,
        "due, " + isFor(zone, domain) + postponed(delivery) + bounceAsked(delivery));
  }

  private static String postponed(Document delivery) {
    return Postponement.of(delivery)
        .map(note -> ", put back at " + note.time() + " without an attempt: " + note.reason())
        .orElse("");
  }

  private String isFor(String zone, String domain) {
    if (!zone.startsWith(ZoneFields.JAMES_ZONES) && !serving.serves(zone)) {
      return "but this node serves no zone " + zone + ": another one or a ZoneMTA has to take it";
    }
    return serving.isAtLimit(zone, domain)
        ? "but all connections that " + domain + " may have are in use at this node"
        : "waits for a node to take it";
  }

  private static DeliveryView view(Document delivery, DeliveryState state, String why) {
    return new DeliveryView(delivery, state, why);
  }

  private static String in(Document delivery, String part, String field) {
    Object fields = delivery.get(part);
    return fields instanceof Document
        ? String.valueOf(((Document) fields).getOrDefault(field, ""))
        : "";
  }

  private static String instant(Document delivery, String part, String field) {
    Object value = delivery.getEmbedded(List.of(part, field), Object.class);
    return value instanceof Date ? ((Date) value).toInstant().toString() : String.valueOf(value);
  }
}
