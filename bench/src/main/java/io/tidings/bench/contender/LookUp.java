package io.tidings.bench.contender;

import java.sql.Connection;
import java.sql.SQLException;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;

/** Completes audit rows with what the database answers; one that names what is gone gives no event. */
final class LookUp implements Processor<Long, Row.Audit, Long, Draft> {
    private final Connection connection;
    private final Question question;
    private ProcessorContext<Long, Draft> context;

    LookUp(AskedDatabase database, DatabaseLookUps.Asking asking) {
        try {
            this.connection = database.connect();
            this.question = asking == DatabaseLookUps.Asking.AT_ONCE
                    ? new Question.AtOnce(connection)
                    : new Question.OneByOne(connection);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void init(ProcessorContext<Long, Draft> context) {
        this.context = context;
    }

    @Override
    public void process(Record<Long, Row.Audit> record) {
        try {
            question.ask(record.value()).ifPresent(draft -> context.forward(record.withValue(draft)));
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        try {
            connection.close();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
