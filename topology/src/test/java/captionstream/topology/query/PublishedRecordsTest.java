package captionstream.topology.query;

import static org.assertj.core.api.Assertions.assertThat;

import captionstream.schemas.Topic;
import captionstream.topology.statistics.Captions;
import captionstream.topology.statistics.Published;
import captionstream.topology.statistics.Reference;
import captionstream.topology.statistics.Series;
import captionstream.topology.statistics.TwoLevels;
import captionstream.topology.statistics.WindowLength;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.avro.specific.SpecificRecord;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PublishedRecordsTest {
    private final PublishedRecords records = new PublishedRecords();
    private SpecificRecord ranking;

    @BeforeEach
    void count() throws Exception {
        ranking = new TwoLevels(1)
                .count(Reference.captions())
                .emit()
                .published()
                .get("prompt-rankings " + Captions.MODEL + "|all|raw");
    }

    @Test
    void ofWindowsTheNewestIsGivenUnlessOneIsNamed() {
        publish("m", WindowLength.MINUTE, "m|1m@2026-05-01T12:00:50Z|raw", "m|1m@2026-05-01T12:01:00Z|raw");

        assertThat(found("m", "1m", null)).isEqualTo("known 1");
        assertThat(found("m", "1m@2026-05-01T12:00:50Z", null)).isEqualTo("known 1");
        assertThat(found("m", "1m@2026-05-01T12:00:40Z", null)).isEqualTo("unknown 0");
        assertThat(found("m", "5m", null)).isEqualTo("unknown 0");
    }

    @ParameterizedTest
    @ValueSource(strings = {"m", "m|all", "m|all|raw", "|", "1m@"})
    void aModelMayBeNamedLikePartsOfAKey(String model) {
        publish("m", WindowLength.ALL_TIME, "m|all|raw", "m|all|saliency");
        publish(model, WindowLength.ALL_TIME, model + "|all|raw", model + "|all|saliency");

        assertThat(found(model, "all", null)).isEqualTo("known 2");
        assertThat(found(model, "all", "raw")).isEqualTo("known 1");
        assertThat(found("other", "all", null)).isEqualTo("unknown 0");
    }

    @Test
    void ofAKnownWindowThereMayBeNothing() {
        publish("m", WindowLength.ALL_TIME, "m|all|raw");

        assertThat(found("m", "all", "saliency")).isEqualTo("known 0");
    }

    @Test
    void whatIsWithdrawnIsGone() {
        publish("m", WindowLength.HOUR, "m|1h@2026-05-01T12:00:00Z|raw");

        records.publish(Map.of(
                new Series("m", WindowLength.HOUR),
                List.of(new Published(Topic.PROMPT_RANKINGS, "m|1h@2026-05-01T12:00:00Z|raw", null))));

        assertThat(found("m", "1h", null)).isEqualTo("unknown 0");
    }

    private void publish(String model, WindowLength length, String... keys) {
        records.publish(Map.of(
                new Series(model, length),
                Stream.of(keys)
                        .map(key -> new Published(Topic.PROMPT_RANKINGS, key, ranking))
                        .toList()));
    }

    private String found(String model, String window, String name) {
        Answer answer =
                records.find(new Query.OfRecords(Topic.PROMPT_RANKINGS, model, WindowChoice.parse(window), name));
        return (answer.known() ? "known " : "unknown ") + answer.items().size();
    }
}
