package com.example.consumer;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashSet;
import java.util.Set;

/**
 * What was done, one line per event: its id, a tab, the effect. Stands for a table of the consumer's own database whose
 * primary key is the event's id, in which the id is inserted in the transaction that also makes the effect: either both
 * are there or neither.
 */
final class Store implements AutoCloseable {
    private final FileChannel file;
    private final Set<String> ids = new HashSet<>();

    private Store(FileChannel file) {
        this.file = file;
    }

    static Store open(Path path) throws IOException {
        Store store = new Store(
                FileChannel.open(path, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE));
        ByteBuffer bytes = ByteBuffer.allocate((int) store.file.size());
        while (bytes.hasRemaining() && store.file.read(bytes) >= 0) {}
        String text = new String(bytes.array(), StandardCharsets.UTF_8);
        String whole = text.substring(0, text.lastIndexOf('\n') + 1);
        whole.lines().forEach(line -> store.ids.add(line.substring(0, line.indexOf('\t'))));
        // A line that a crash cut off never happened.
        int length = whole.getBytes(StandardCharsets.UTF_8).length;
        store.file.truncate(length).position(length);
        return store;
    }

    boolean contains(String id) {
        return ids.contains(id);
    }

    void add(String id, String effect) throws IOException {
        ByteBuffer line = ByteBuffer.wrap((id + '\t' + effect + '\n').getBytes(StandardCharsets.UTF_8));
        while (line.hasRemaining()) {
            file.write(line);
        }
        file.force(false);
        ids.add(id);
    }

    @Override
    public void close() throws IOException {
        file.close();
    }
}
