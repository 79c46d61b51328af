package io.patchbay.media.sfu;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.stream.Stream;

/** A list that may be changed while somebody walks over it: they see it as it was when they began. Belongs to one thread. */
final class SnapshotList<T> implements Iterable<T> {
    private List<T> all = List.of();

    void add(T element) {
        List<T> more = new ArrayList<>(all);
        more.add(element);
        all = List.copyOf(more);
    }

    /** False where it was not there. */
    boolean remove(T element) {
        List<T> fewer = new ArrayList<>(all);
        boolean removed = fewer.remove(element);
        all = List.copyOf(fewer);
        return removed;
    }

    void clear() {
        all = List.of();
    }

    boolean isEmpty() {
        return all.isEmpty();
    }

    int size() {
        return all.size();
    }

    Stream<T> stream() {
        return all.stream();
    }

    @Override
    public Iterator<T> iterator() {
        return all.iterator();
    }
}
