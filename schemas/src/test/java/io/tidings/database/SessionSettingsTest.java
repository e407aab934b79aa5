package io.tidings.database;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SessionSettingsTest {

    @Test
    void onlyAServerThatKnowsItIsToldOfATransactionsLimit() {
        assertThat(SessionSettings.options(16)).doesNotContain(" transaction_timeout=");
        assertThat(SessionSettings.options(17)).contains("-c transaction_timeout=0");
        assertThat(SessionSettings.options(new DatabaseAddress("never.connected.to", 5432, "x")))
                .doesNotContain(" transaction_timeout=");
    }

    @Test
    void aValueWithASpaceIsOne() {
        assertThat(SessionSettings.options(17)).contains("-c default_transaction_isolation=read\\ committed -c ");
    }
}
