package com.example.consumer;

import io.tidings.wire.EventDecoder;
import java.util.HashMap;
import java.util.Map;
import org.apache.avro.generic.GenericRecord;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.serialization.Deserializer;

/** Tidings' decoder, which knows no Kafka, as one of Kafka's deserializers. */
public final class EventDeserializer implements Deserializer<GenericRecord> {
    /** Among the consumer's settings: the decoder. */
    static final String DECODER = "com.example.decoder";

    private EventDecoder<GenericRecord> decoder;

    @Override
    @SuppressWarnings("unchecked")
    public void configure(Map<String, ?> settings, boolean isKey) {
        decoder = (EventDecoder<GenericRecord>) settings.get(DECODER);
    }

    @Override
    public GenericRecord deserialize(String topic, byte[] value) {
        return decoder.decode(Map.of(), value);
    }

    @Override
    public GenericRecord deserialize(String topic, Headers headers, byte[] value) {
        Map<String, byte[]> last = new HashMap<>();
        headers.forEach(header -> last.put(header.key(), header.value()));
        return decoder.decode(last, value);
    }
}
