package dev.sluice.control.apis.items;

import dev.sluice.control.apis.ApiRoom;
import dev.sluice.control.apis.RestApiId;
import dev.sluice.control.platform.documents.DocumentFormat;
import dev.sluice.control.platform.paging.Page;
import dev.sluice.control.platform.paging.PageRequest;
import jakarta.inject.Singleton;
import jakarta.persistence.LockModeType;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;
import java.util.function.Predicate;

/**
 * The items of the current tenant's APIs. Whoever changes one holds the row lock of its API; a method that comes to
 * name an item takes {@link #hold}, so that the item cannot be deleted until the reference is committed.
 */
@Singleton
public class ApiItems {
    private final ApiItemRepository repository;
    private final ApiRoom room;

    ApiItems(ApiItemRepository repository, ApiRoom room) {
        this.repository = repository;
        this.room = room;
    }

    public <D> Page<D> page(RestApiId api, ItemKind<D> kind, PageRequest request) {
        return documents(repository.page(api, kind, request), kind);
    }

    /** A page of the items that are wanted; reads all behind its place, so for kinds of which an API has few. */
    public <D> Page<D> page(RestApiId api, ItemKind<D> kind, PageRequest request, Predicate<D> wanted) {
        var matching = repository.after(api, kind, request.after()).stream()
                .filter(item -> wanted.test(item.document(kind)))
                .limit(request.limit() + 1L)
                .toList();
        return documents(Page.of(matching, request, ApiItem::position), kind);
    }

    /** A page of documents that leaves a heavy member of theirs in the database. */
    public <D> Page<D> pageWithout(RestApiId api, ItemKind<D> kind, PageRequest request, String member) {
        var page = repository.pageWithout(api, kind, request, member);
        var documents = page.items().stream()
                .map(cut -> DocumentFormat.read(cut.document(), kind.type()))
                .toList();
        return new Page<>(documents, page.position());
    }

    /** All items of a kind, in the order of their creation. */
    public <D> List<D> all(RestApiId api, ItemKind<D> kind) {
        return repository.all(api, kind).stream()
                .map(item -> item.document(kind))
                .toList();
    }

    public <D> Optional<D> find(RestApiId api, ItemKind<D> kind, String id) {
        return row(api, kind, id, LockModeType.NONE).map(item -> item.document(kind));
    }

    /** The item, which cannot change or go before the transaction ends. */
    public <D> Optional<D> hold(RestApiId api, ItemKind<D> kind, String id) {
        return row(api, kind, id, LockModeType.PESSIMISTIC_READ).map(item -> item.document(kind));
    }

    public long count(RestApiId api, ItemKind<?> kind) {
        return repository.count(api, kind);
    }

    /** Adds an item or writes the one of this id anew. */
    public <D> void put(RestApiId api, ItemKind<D> kind, String id, D document) {
        var present = row(api, kind, id, LockModeType.PESSIMISTIC_WRITE);
        var item = present.orElseGet(() -> new ApiItem(key(api, kind, id), document));
        if (present.isPresent()) {
            item.change(document);
        } else {
            repository.persistAndFlush(item);
        }
        room.require(api, item.characters());
    }

    /** Takes the row of an item, for a deletion that first looks for references to it. */
    public <D> Optional<D> lock(RestApiId api, ItemKind<D> kind, String id) {
        return row(api, kind, id, LockModeType.PESSIMISTIC_WRITE).map(item -> item.document(kind));
    }

    public void remove(RestApiId api, ItemKind<?> kind, String id) {
        row(api, kind, id, LockModeType.PESSIMISTIC_WRITE).ifPresent(repository::delete);
    }

    /** Makes the items of a kind exactly these, by id; those that stay keep their place in lists. */
    public <D> void replaceAll(RestApiId api, ItemKind<D> kind, SequencedMap<String, D> wanted) {
        Set<String> kept = new HashSet<>();
        for (ApiItem item : repository.all(api, kind)) {
            D document = wanted.get(item.id());
            if (document == null) {
                repository.delete(item);
            } else {
                kept.add(item.id());
                if (!document.equals(item.document(kind))) {
                    item.change(document);
                }
            }
        }
        for (Map.Entry<String, D> entry : wanted.entrySet()) {
            if (!kept.contains(entry.getKey())) {
                repository.persist(new ApiItem(key(api, kind, entry.getKey()), entry.getValue()));
            }
        }
        repository.flush();
    }

    private static <D> Page<D> documents(Page<ApiItem> page, ItemKind<D> kind) {
        return new Page<>(page.items().stream().map(item -> item.document(kind)).toList(), page.position());
    }

    private Optional<ApiItem> row(RestApiId api, ItemKind<?> kind, String id, LockModeType lock) {
        return repository.findByIdOptional(key(api, kind, id), lock);
    }

    private static ItemKey key(RestApiId api, ItemKind<?> kind, String id) {
        return new ItemKey(api.value(), kind.name(), id);
    }
}
