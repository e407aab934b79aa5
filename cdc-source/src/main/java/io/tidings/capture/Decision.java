package io.tidings.capture;

import io.tidings.problem.Outage;
import java.nio.ByteBuffer;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Decides how a capture begins, from what Kafka remembers of the source and how the database stands; changes neither.
 *
 * @param stored what the topic of offsets holds
 */
record Decision(CaptureSettings settings, Connection connection, Map<ByteBuffer, ByteBuffer> stored) {

    /**
     * How it begins.
     *
     * @param place where the log stands
     * @param newSnapshot whether somebody asks for a new snapshot of everything
     * @throws CaptureException when it must not begin
     * @throws Outage when it has to wait for something
     */
    Beginning on(Server server, LogPlace place, boolean newSnapshot) throws SQLException {
        requirePlace(place, newSnapshot);
        Beginning beginning = Beginning.decide(
                settings,
                new SourceIdentity(server.system(), settings.engine().slot()),
                new Beginning.Memory(
                        SourceIdentity.offsetIn(stored, settings.source()),
                        SourceIdentity.in(stored, settings.source()),
                        new ReplicationSlot(connection, settings.engine().slot()).state(),
                        LastEnd.in(stored, settings.source())),
                newSnapshot ? Beginning.NewSnapshots.NOW : new DropPermission(settings).newSnapshots(stored));
        if (beginning instanceof Beginning.Refuse refuse) {
            throw new CaptureException(List.of(refuse.sentence()));
        }
        requireWhatIsCaptured(server);
        if (!(beginning instanceof Beginning.Resume)) {
            requireThatASlotCanBeMade();
        }
        return beginning;
    }

    /** Before anything is written: what a wrong place holds would be neither right nor to be mended. */
    private void requirePlace(LogPlace place, boolean newSnapshot) {
        Sentences sentences = new Sentences(settings);
        Optional<String> owner = place.takenBy(stored, settings.source());
        if (owner.isPresent()) {
            throw new CaptureException(List.of(sentences.placeTaken(place, owner.get())));
        }
        Optional<LogPlace> before = LogPlace.in(stored, settings.source());
        if (!newSnapshot && before.isPresent() && !before.get().equals(place)) {
            throw new CaptureException(List.of(
                    before.get().isNamedAs(place)
                            ? sentences.logMadeAnew(place)
                            : sentences.placeChanged(before.get(), place)));
        }
    }

    private void requireWhatIsCaptured(Server server) throws SQLException {
        Optional<LastEnd> last = LastEnd.in(stored, settings.source());
        if (last.isEmpty()) {
            return;
        }
        boolean left = last.get().timeline() != server.timeline()
                && last.get().wasLeftBehind(server.history(settings.database()));
        if (left || last.get().isAheadOf(server)) {
            throw new CaptureException(List.of(new Sentences(settings).databaseWentBack(last.get(), server)));
        }
    }

    /** Before anything is dropped: what nobody ends is said at once, not when the engine gives up. */
    private void requireThatASlotCanBeMade() throws SQLException {
        Optional<String> blockers = new SlotBlockers(connection, settings).lasting();
        if (blockers.isPresent()) {
            throw new Outage(blockers.get());
        }
    }
}
