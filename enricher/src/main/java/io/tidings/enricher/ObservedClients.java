package io.tidings.enricher;

import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.streams.KafkaClientSupplier;

/** The clients that Kafka Streams takes by itself, with a producer that tells when a transaction has ended. */
record ObservedClients(Departures departures) implements KafkaClientSupplier {

    @Override
    public Admin getAdmin(Map<String, Object> config) {
        return Admin.create(config);
    }

    @Override
    public Producer<byte[], byte[]> getProducer(Map<String, Object> config) {
        return new ObservedProducer(config, departures);
    }

    @Override
    public Consumer<byte[], byte[]> getConsumer(Map<String, Object> config) {
        return new KafkaConsumer<>(config, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    }

    @Override
    public Consumer<byte[], byte[]> getRestoreConsumer(Map<String, Object> config) {
        return getConsumer(config);
    }

    @Override
    public Consumer<byte[], byte[]> getGlobalConsumer(Map<String, Object> config) {
        return getConsumer(config);
    }

    private static final class ObservedProducer extends KafkaProducer<byte[], byte[]> {
        private final Departures departures;

        ObservedProducer(Map<String, Object> config, Departures departures) {
            super(config, new ByteArraySerializer(), new ByteArraySerializer());
            this.departures = departures;
        }

        /** A producer that takes the place of another has nothing to tell of what that one left. */
        @Override
        public void initTransactions() {
            departures.aborted();
            super.initTransactions();
        }

        @Override
        public void commitTransaction() {
            super.commitTransaction();
            departures.committed();
        }

        @Override
        public void abortTransaction() {
            departures.aborted();
            super.abortTransaction();
        }
    }
}
