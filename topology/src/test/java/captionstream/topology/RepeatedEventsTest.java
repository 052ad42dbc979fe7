package captionstream.topology;

import static org.assertj.core.api.Assertions.assertThat;

import captionstream.ImageEvent;
import captionstream.RepeatedEvent;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.streams.test.TestRecord;
import org.junit.jupiter.api.Test;

class RepeatedEventsTest extends IntakeCase {
    @Test
    void aRepeatWithinSevenDaysIsDroppedAndCounted() {
        send(event("a"), START);
        send(event("a"), START.plus(Duration.ofDays(6)));
        send(event("b"), START.plus(Duration.ofDays(6)));
        send(event("a"), START.plus(Duration.ofDays(7)));
        // late, but its id was accepted a moment ago
        send(event("b"), START.plus(Duration.ofDays(1)));

        assertThat(requests.readKeyValuesToList()).extracting(kv -> kv.key).containsExactly("a", "b", "a");
        assertThat(deadLetters.isEmpty()).isTrue();
        assertThat(repeats()).isEqualTo(2.0);
    }

    @Test
    void aRepeatLeavesANoteOfWhichEventItWas() {
        send(event("a"), START);
        send(event("a"), START.plusSeconds(9));

        TestRecord<String, RepeatedEvent> note = repeatedEvents.readRecord();
        assertThat(note.key()).isEqualTo("a");
        assertThat(note.value()).isEqualTo(new RepeatedEvent("a", START));
        assertThat(text(note.headers(), "captionstream-origin")).isEqualTo("image-events-0@1");
        assertThat(repeatedEvents.isEmpty()).isTrue();
    }

    @Test
    void anEventThatFailedMayComeAgainCorrected() {
        ImageEvent broken = event("a");
        broken.setUri("no scheme");
        send(broken);
        send(event("a"));

        assertThat(deadLetters.readValuesToList()).hasSize(1);
        assertThat(requests.readValuesToList()).hasSize(1);
    }

    @Test
    void theStoreForgetsWhatIsOlderThanTheWindow() {
        for (int day = 0; day < 60; day++) {
            send(event("image-" + day), START.plus(Duration.ofDays(day)));
        }

        // segments of time are dropped whole: two windows at most are held
        List<String> held = new ArrayList<>();
        driver.<String, byte[]>getWindowStore("accepted-images")
                .all()
                .forEachRemaining(entry -> held.add(entry.key.key()));
        assertThat(held).hasSizeBetween(7, 14).contains("image-59");
    }

    private double repeats() {
        return driver.metrics().values().stream()
                .filter(metric -> metric.metricName().name().equals("repeats-dropped-total"))
                .mapToDouble(metric -> (Double) metric.metricValue())
                .sum();
    }
}
