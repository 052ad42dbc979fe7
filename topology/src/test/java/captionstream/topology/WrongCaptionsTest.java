package captionstream.topology;

import static captionstream.topology.statistics.Captions.MODEL;
import static captionstream.topology.statistics.Captions.caption;
import static org.assertj.core.api.Assertions.assertThat;

import captionstream.Caption;
import captionstream.DeadLetter;
import captionstream.PromptRanking;
import captionstream.PromptStatistics;
import captionstream.schemas.Topic;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class WrongCaptionsTest extends StatisticsCase {
    static Stream<Arguments> wrongCaptions() {
        return Stream.of(
                wrong("score", caption -> caption.setClipScore(Double.NaN)),
                wrong("score", caption -> caption.setControlScore(Double.POSITIVE_INFINITY)),
                wrong("score", caption -> caption.setSaliencyWeightedScore(1e300)),
                wrong("token count", caption -> caption.setTokenCount(0)),
                wrong("prompt 5 of 5", caption -> caption.setPromptIndex(5)),
                wrong("prompt -1 of 5", caption -> caption.setPromptIndex(-1)),
                wrong("image id", caption -> caption.setImageId(" ")),
                wrong("model", caption -> caption.setModel("a\u0000b")),
                wrong("the model has a |", caption -> caption.setModel("a|all")),
                wrong("prompt", caption -> caption.setPrompt("")),
                wrong("source prompt", caption -> caption.setSourcePrompt("x".repeat(1001))),
                wrong("caption time", caption -> caption.setCaptionTime(Instant.ofEpochMilli(-1))));
    }

    private static Arguments wrong(String message, Consumer<Caption> flaw) {
        Caption caption = caption("a", 0, 20);
        flaw.accept(caption);
        return Arguments.of(message, caption);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("wrongCaptions")
    void aCaptionThatCannotBeCountedBecomesADeadLetter(String message, Caption caption) {
        byte[] value = bytes(caption);
        captions.pipeInput(caption.getImageId().getBytes(StandardCharsets.UTF_8), value);
        tick();

        DeadLetter letter = deadLetters.readValue();
        assertThat(letter.getReason()).isEqualTo("processing_failed");
        assertThat(letter.getStage()).isEqualTo("statistics");
        assertThat(letter.getMessage()).contains(message);
        assertThat(letter.getTopic()).isEqualTo("captions");
        assertThat(letter.getValue()).isEqualTo(ByteBuffer.wrap(value));
        assertThat(output(Topic.PROMPT_RANKINGS, PromptRanking.class).isEmpty()).isTrue();
    }

    @Test
    void whatIsNoCaptionBecomesADeadLetterAndTheRestIsCounted() {
        byte[] key = "a".getBytes(StandardCharsets.UTF_8);
        captions.pipeInput(key, (byte[]) null);
        captions.pipeInput(key, new byte[] {0, 0, 0, 0, 99, 1});
        captions.pipeInput("b".getBytes(StandardCharsets.UTF_8), bytes(caption("a", 0, 20)));
        send(caption("a", 0, 20));
        tick();

        assertThat(deadLetters.readValuesToList())
                .extracting(DeadLetter::getReason)
                .containsExactly("empty_record", "undecodable_record", "processing_failed");
        assertThat(read(Topic.PROMPT_STATISTICS, PromptStatistics.class))
                .containsKey(MODEL + "|all|A detailed photo of");
    }
}
