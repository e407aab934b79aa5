package io.tidings.capture;

import io.debezium.config.CommonConnectorConfig;
import io.debezium.pipeline.ChangeEventSourceCoordinator;
import io.debezium.pipeline.EventDispatcher;
import io.debezium.pipeline.signal.actions.SignalAction;
import io.debezium.pipeline.signal.actions.SignalActionProvider;
import io.debezium.pipeline.source.spi.DataChangeEventListener;
import io.debezium.pipeline.spi.Partition;
import io.debezium.spi.schema.DataCollectionId;
import java.util.Map;

/**
 * Has an engine of ours not fill the field {@code LastEvent} of Debezium's JMX bean: with a text of each row, written while
 * the stream waits, which costs a fifth of what one thread can do and which no setting turns off. The bean's other figures
 * of single rows go with it; {@link CaptureProgress} has what we tell. Other connectors in the process are left alone.
 *
 * <p>Debezium asks providers of signals right before it streams, with the dispatcher, on the thread that is to stream.
 */
public final class UnmeteredStream implements SignalActionProvider {
    // The settings are to have other accessors some day; there is none yet for one that is not Debezium's.
    @SuppressWarnings("deprecation")
    @Override
    public <P extends Partition> Map<String, SignalAction<P>> createActions(
            EventDispatcher<P, ? extends DataCollectionId> dispatcher,
            ChangeEventSourceCoordinator<P, ?> coordinator,
            CommonConnectorConfig settings) {
        if (settings.getConfig().hasKey(OffsetStore.HANDOVER_ID)) {
            dispatcher.setEventListener(DataChangeEventListener.NO_OP());
        }
        return Map.of();
    }
}
