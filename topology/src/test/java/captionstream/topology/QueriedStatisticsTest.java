package captionstream.topology;

import static captionstream.topology.statistics.Captions.MODEL;
import static captionstream.topology.statistics.Captions.caption;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import captionstream.Caption;
import captionstream.topology.query.PublishedRecords;
import captionstream.topology.query.Query;
import captionstream.topology.query.UnavailableException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class QueriedStatisticsTest extends StatisticsCase {
    @Test
    void queriesSeeTheRecordsThatWerePublished() {
        Instant time = Instant.parse("2026-05-01T12:00:00Z");
        for (String model : List.of(MODEL, "other all 1m@")) {
            Caption caption = caption("a", 0, 20, time.toEpochMilli());
            caption.setEventTime(time);
            caption.setModel(model);
            send(caption);
        }

        tick();

        QueryableState<?> state = (QueryableState<?>) driver.getStateStore("queried-records");
        PublishedRecords records = (PublishedRecords) state.shown();
        for (String window : List.of("all", "1m", "5m", "1h")) {
            assertThat(records.find((Query.OfRecords)
                                    Query.of(Map.of("topic", "PROMPT_RANKINGS", "window", window, "name", "raw")))
                            .items())
                    .as(window)
                    .extracting(record -> record.path("model").asText())
                    .containsExactlyInAnyOrder(MODEL, "other all 1m@");
        }
    }

    @Test
    void aTaskShowsNothingBeforeItsFirstEmissionAndAfterItsEnd() {
        QueryableState<?> records = (QueryableState<?>) driver.getStateStore("queried-records");
        QueryableState<?> images = (QueryableState<?>) driver.getStateStore("queried-images");
        assertThatThrownBy(records::shown).isInstanceOf(UnavailableException.class);
        assertThatThrownBy(images::shown).isInstanceOf(UnavailableException.class);

        tick();
        assertThat(records.shown()).isInstanceOf(PublishedRecords.class);
        assertThat(images.shown()).isInstanceOf(CountedImages.class);

        records.close();
        images.close();
        assertThatThrownBy(records::shown).isInstanceOf(UnavailableException.class);
        assertThatThrownBy(images::shown).isInstanceOf(UnavailableException.class);
    }
}
