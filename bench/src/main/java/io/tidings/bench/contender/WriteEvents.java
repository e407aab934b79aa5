package io.tidings.bench.contender;

import io.tidings.wire.EventHeader;
import io.tidings.wire.WireFormat;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.EncoderFactory;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.kstream.KStream;
import org.apache.kafka.streams.kstream.Produced;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;

/** Writes events as Avro, keyed by product, with the audit row's id in a header. */
final class WriteEvents implements Processor<Long, Draft, String, byte[]> {
    private final Ground ground;
    private final GenericDatumWriter<GenericRecord> writer;
    private ProcessorContext<String, byte[]> context;

    private WriteEvents(Ground ground) {
        this.ground = ground;
        this.writer = new GenericDatumWriter<>(ground.event());
    }

    static void of(KStream<Long, Draft> events, Ground ground) {
        events.process(() -> new WriteEvents(ground))
                .to(ground.events(), Produced.with(Serdes.String(), Serdes.ByteArray()));
    }

    @Override
    public void init(ProcessorContext<String, byte[]> context) {
        this.context = context;
    }

    @Override
    public void process(Record<Long, Draft> record) {
        Draft draft = record.value();
        Record<String, byte[]> event =
                new Record<>(Long.toString(draft.product().id()), bytes(draft), record.timestamp());
        event.headers().add(EventHeader.AUDIT_ID, Long.toString(draft.audit().id()).getBytes(StandardCharsets.UTF_8));
        context.forward(event);
    }

    private byte[] bytes(Draft draft) {
        GenericRecord event = new GenericData.Record(ground.event());
        event.put("id", draft.product().id());
        event.put("name", draft.product().name());
        event.put("description", draft.product().description());
        event.put("domain", draft.domain());
        event.put("actor", draft.actor());
        event.put("tags", draft.tags());
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(512);
        WireFormat.writePrefix(bytes, ground.schemaId());
        BinaryEncoder encoder = EncoderFactory.get().directBinaryEncoder(bytes, null);
        try {
            writer.write(event, encoder);
            encoder.flush();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }
}
