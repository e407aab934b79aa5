package io.tidings.enricher;

import io.tidings.contracts.plan.Contracts;

/** A source whose log is read: what is evaluated of it, and what makes records of the outcomes. */
record Source(Contracts contracts, EventWriter events, DeadLetterWriter deadLetters) {

    String name() {
        return contracts.audit().source();
    }
}
