package io.tidings.quickstart.capture;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidings.capture.Capture;
import java.lang.management.ManagementFactory;
import javax.management.MBeanServer;
import javax.management.ObjectName;
import org.junit.jupiter.api.Test;

class UnmeteredStreamIT {

    @Test
    void theStreamStopsForNoTextOfEachRow() throws Exception {
        MBeanServer beans = ManagementFactory.getPlatformMBeanServer();
        try (Stage stage = Stage.with("create table a (id int primary key)");
                Capture capture = stage.start(stage.settings("public.a"));
                LogReader log = stage.log()) {
            stage.sql("insert into a values (1)");
            log.untilEndAfter("id", "1");
            assertThat(capture.stopped().toCompletableFuture()).isNotDone();

            ObjectName streaming = new ObjectName(
                    "debezium.postgres:type=connector-metrics,context=streaming,server=" + stage.source + ",*");
            assertThat(beans.queryNames(streaming, null))
                    .hasSize(1)
                    .allSatisfy(bean ->
                            assertThat(beans.getAttribute(bean, "LastEvent")).isNull());
        }
    }
}
