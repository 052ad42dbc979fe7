package captionstream.topology;

import static org.assertj.core.api.Assertions.assertThat;

import captionstream.CaptionRequest;
import captionstream.ImageEvent;
import captionstream.PromptSet;
import captionstream.topology.intake.IntakeSettings;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;

class IntakeTopologyTest extends IntakeCase {
    @Test
    void anEventBecomesOneRequestWithTheFivePromptsOfThePaper() {
        ImageEvent event = event("a");
        event.setSha256("AB".repeat(32));
        event.setSourcePrompt("A painting of");
        event.setReferences(List.of("a cat"));
        event.setAttributes(Map.of("style", "noto"));

        send(event);

        CaptionRequest request = requests.readKeyValuesToList().get(0).value;
        assertThat(request)
                .isEqualTo(new CaptionRequest(
                        "a",
                        "file:/images/a.jpg",
                        "ab".repeat(32),
                        List.of(
                                "A detailed photo of",
                                "This image shows",
                                "A realistic image of",
                                "An image of",
                                "A picture that depicts"),
                        "paper v1",
                        null,
                        "A painting of",
                        List.of("a cat"),
                        Map.of("style", "noto"),
                        START));
        assertThat(deadLetters.isEmpty()).isTrue();
    }

    @Test
    void anEventsOwnPromptsAreUsed() {
        ImageEvent event = event("a");
        event.setPrompts(List.of("A drawing of"));

        send(event);

        CaptionRequest request = requests.readValue();
        assertThat(request.getPrompts()).containsExactly("A drawing of");
        assertThat(request.getPromptSet()).isEqualTo("event");
    }

    @Test
    void anEventMayHaveAsManyAndAsLongReferencesAsAreAllowed() {
        ImageEvent event = event("a");
        event.setReferences(Collections.nCopies(32, "x".repeat(1000)));

        send(event);

        assertThat(requests.readValue().getReferences()).isEqualTo(event.getReferences());
    }

    @Test
    void theCurrentPromptSetIsUsedFromWhenItIsWrittenUntilItIsWithdrawn() {
        promptSets.pipeInput("draft", new PromptSet("draft", 9, List.of("Not this"), START));
        send(event("a"));
        promptSets.pipeInput("current", new PromptSet("short", 2, List.of("A"), START));
        send(event("b"));
        promptSets.pipeInput("current", (PromptSet) null);
        send(event("c"));

        assertThat(requests.readValuesToList())
                .extracting(CaptionRequest::getPromptSet)
                .containsExactly("paper v1", "short v2", "paper v1");
    }

    @Test
    void aPromptSetThatCannotBeUsedIsPassedOver() {
        promptSets.pipeInput("current", new PromptSet("short", 2, List.of("A"), START));
        send(event("a"));
        promptSets.pipeInput("current", new PromptSet("broken", 3, List.of(), START));
        send(event("b"));
        driver.createInputTopic("prompt-sets", new StringSerializer(), new ByteArraySerializer())
                .pipeInput("current", new byte[] {1, 2, 3});
        send(event("c"));

        assertThat(requests.readValuesToList())
                .extracting(CaptionRequest::getPromptSet)
                .containsExactly("short v2", "short v2", "short v2");
    }

    @Test
    void anImageMayBeInABucketOrInItsEvent() {
        ImageEvent stored = event("a");
        stored.setUri("s3://a_bucket/a%20b.jpg");
        ImageEvent carried = event("b");
        carried.setUri("data:image/png;base64," + "A".repeat(500_000));
        send(stored);
        send(carried);

        assertThat(requests.readValuesToList())
                .extracting(CaptionRequest::getUri)
                .containsExactly(stored.getUri(), carried.getUri());
    }

    @Test
    void noNodeOrStoreChangesItsNameUnnoticed() {
        String description =
                IntakeTopology.of(IntakeSettings.DEFAULTS, serdes).describe().toString();

        assertThat(description.strip()).isEqualTo("""
                Topologies:
                   Sub-topology: 0
                    Source: image-events (topics: [image-events])
                      --> check-events
                    Processor: check-events (stores: [])
                      --> dead-letters, drop-repeats
                      <-- image-events
                    Processor: drop-repeats (stores: [accepted-images])
                      --> build-requests, repeated-events
                      <-- check-events
                    Processor: build-requests (stores: [])
                      --> caption-requests
                      <-- drop-repeats
                    Sink: caption-requests (topic: caption-requests)
                      <-- build-requests
                    Sink: dead-letters (topic: dead-letters)
                      <-- check-events
                    Sink: repeated-events (topic: repeated-events)
                      <-- drop-repeats

                  Sub-topology: 1 for global store (will not generate tasks)
                    Source: read-prompt-sets (topics: [prompt-sets])
                      --> store-prompt-sets
                    Processor: store-prompt-sets (stores: [prompt-sets])
                      --> none
                      <-- read-prompt-sets""".strip());
    }
}
