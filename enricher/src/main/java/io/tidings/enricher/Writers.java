package io.tidings.enricher;

/** What makes records of outcomes. */
record Writers(EventWriter events, DeadLetterWriter deadLetters) {}
