package email.wildduck.james.embedded.mongo;

import static org.assertj.core.api.Assertions.assertThat;

import de.bwaldvogel.mongo.backend.ArrayFilters;
import de.bwaldvogel.mongo.backend.CollectionOptions;
import de.bwaldvogel.mongo.backend.CursorRegistry;
import de.bwaldvogel.mongo.backend.DocumentComparator;
import de.bwaldvogel.mongo.backend.ValueComparator;
import de.bwaldvogel.mongo.bson.Document;
import de.bwaldvogel.mongo.oplog.NoopOplog;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Whatever the documents and the query: with indexes the same is found as without. */
class IndexAgreementTest {

  private static final List<String> FIELDS = List.of("a", "b", "c.d");

  private static final List<Document> INDEXES =
      List.of(
          new Document("a", 1),
          new Document("b", -1).append("a", 1),
          new Document("c.d", 1).append("b", 1).append("a", -1),
          new Document("a", 1).append("c.d", 1));

  private static IndexedCollection collection(List<Document> documents, boolean indexed) {
    IndexedDatabase database = new IndexedDatabase("test", new CursorRegistry());
    IndexedCollection collection =
        (IndexedCollection)
            database.createCollectionOrThrowIfExists("things", CollectionOptions.withDefaults());
    if (indexed) {
      for (Document key : INDEXES) {
        database.addIndex(
            new Document("ns", "test.things").append("name", key.toString()).append("key", key));
      }
    }
    int id = 0;
    for (Document document : documents) {
      collection.addDocument(
          new Document("_id", id++).append("x", 0).appendAll(document.cloneDeeply()));
    }
    return collection;
  }

  private static List<Object> ids(IndexedCollection collection, Document filter) {
    return collection.find(filter, Optional.empty(), 0).stream()
        .map(document -> document.get("_id"))
        .sorted()
        .collect(Collectors.toList());
  }

  private static Arbitrary<Object> scalars() {
    return Arbitraries.<Object>of(0, 1, 2, 3, 1.5, 2L, "p", "q", true);
  }

  /** Scalars, nothing, and arrays, which may be empty or hold an empty one. */
  private static Arbitrary<Object> values() {
    Arbitrary<Object> empty = Arbitraries.create(ArrayList::new);
    Arbitrary<Object> list =
        Arbitraries.oneOf(scalars(), empty).list().ofMaxSize(3).map(elements -> elements);
    return Arbitraries.oneOf(scalars().injectNull(0.1), scalars(), list);
  }

  private static Arbitrary<List<Document>> collections(Arbitrary<Object> values) {
    Arbitrary<Object> nested =
        Arbitraries.oneOf(
            values.map(value -> new Document("d", value)),
            values
                .map(value -> new Document("d", value))
                .list()
                .ofMinSize(1)
                .ofMaxSize(2)
                .map(elements -> elements));
    return Combinators.combine(values.optional(0.8), values.optional(0.8), nested.optional(0.8))
        .as(
            (a, b, c) -> {
              Document document = new Document();
              a.ifPresent(value -> document.put("a", value));
              b.ifPresent(value -> document.put("b", value));
              c.ifPresent(value -> document.put("c", value));
              return document;
            })
        .list()
        .ofMaxSize(20);
  }

  @Provide
  Arbitrary<List<Document>> collections() {
    return collections(values());
  }

  /** Without empty arrays: the library does not sort these in a consistent order. */
  @Provide
  Arbitrary<List<Document>> sortable() {
    return collections(scalars().injectNull(0.2));
  }

  @Provide
  Arbitrary<Document> filters() {
    Arbitrary<Object> plain =
        Arbitraries.<Object>of(0, 1, 2, 1.5, 2L, "p", "q", true).injectNull(0.1);
    Arbitrary<Object> ordered = Arbitraries.of(0, 1, 2, 1.5, 3L);
    Arbitrary<Object> condition =
        Arbitraries.oneOf(
            plain,
            plain.map(value -> new Document("$eq", value)),
            plain.list().ofMaxSize(3).map(list -> new Document("$in", new ArrayList<>(list))),
            ordered.map(value -> new Document("$gt", value)),
            ordered.map(value -> new Document("$lte", value)),
            Combinators.combine(ordered, ordered)
                .as((low, high) -> new Document("$gte", low).append("$lt", high)),
            plain.map(value -> new Document("$ne", value)),
            Arbitraries.of(true, false).map(exists -> new Document("$exists", exists)));
    Arbitrary<Document> single =
        Combinators.combine(Arbitraries.of(FIELDS), condition).as(Document::new);
    Arbitrary<Document> conjunction =
        single
            .list()
            .ofMaxSize(3)
            .map(
                parts -> {
                  Document filter = new Document();
                  parts.forEach(filter::putAll);
                  return filter;
                });
    return Arbitraries.oneOf(
        conjunction,
        single.list().ofMinSize(1).ofMaxSize(3).map(parts -> new Document("$and", parts)),
        single.list().ofMinSize(1).ofMaxSize(3).map(parts -> new Document("$or", parts)));
  }

  @Property(tries = 1000, edgeCases = EdgeCasesMode.NONE)
  void findsTheSameWithAndWithoutIndexes(
      @ForAll("collections") List<Document> documents, @ForAll("filters") Document filter) {
    assertThat(ids(collection(documents, true), filter))
        .isEqualTo(ids(collection(documents, false), filter));
  }

  @Property(tries = 500, edgeCases = EdgeCasesMode.NONE)
  void staysInStepWhenDocumentsAreDeletedAndReplaced(
      @ForAll("collections") List<Document> documents,
      @ForAll("filters") Document first,
      @ForAll("filters") Document second) {
    IndexedCollection indexed = collection(documents, true);
    IndexedCollection plain = collection(documents, false);
    for (IndexedCollection each : List.of(indexed, plain)) {
      each.deleteDocuments(first, 0);
      each.updateDocuments(
          new Document(),
          new Document("$set", new Document("b", 2)).append("$unset", new Document("a", "")),
          ArrayFilters.empty(),
          true,
          false,
          NoopOplog.get());
    }

    assertThat(ids(indexed, second)).isEqualTo(ids(plain, second));
  }

  @Property(tries = 500, edgeCases = EdgeCasesMode.NONE)
  void sortsTheSameWithAndWithoutIndexes(
      @ForAll("sortable") List<Document> documents,
      @ForAll("filters") Document filter,
      @ForAll("sorts") Document sort) {
    assertThat(sortKeys(collection(documents, true), filter, sort))
        .isEqualTo(sortKeys(collection(documents, false), filter, sort));
  }

  /** Documents that are equal in the sort's eyes may come in any order. */
  private static List<List<Object>> sortKeys(
      IndexedCollection collection, Document filter, Document sort) {
    DocumentComparator order = new DocumentComparator(sort);
    List<List<Object>> ties = new ArrayList<>();
    Optional<Document> last = Optional.empty();
    for (Document document : collection.find(filter, Optional.of(sort), 0)) {
      if (last.isEmpty() || order.compare(last.get(), document) != 0) {
        ties.add(new ArrayList<>());
      }
      ties.get(ties.size() - 1).add(document.get("_id"));
      last = Optional.of(document);
    }
    ties.forEach(ids -> ids.sort(ValueComparator.asc()));
    return ties;
  }

  @Provide
  Arbitrary<Document> sorts() {
    Arbitrary<Integer> direction = Arbitraries.of(1, -1);
    Arbitrary<String> field = Arbitraries.of(FIELDS);
    return Combinators.combine(field, direction, field, direction)
        .as((one, up, other, down) -> new Document(one, up).append(other, down));
  }
}
