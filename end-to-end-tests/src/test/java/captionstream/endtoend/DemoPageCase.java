package captionstream.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.awaitility.core.ConditionFactory;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;

/**
 * Tests of the page of one running demo that has captioned its samples, in any order; they fail on any complaint of the
 * browser.
 */
abstract class DemoPageCase {
    /** The demo's prompts are the paper's. */
    static final int PROMPTS = 5;

    static final List<String> SAMPLES = List.of(
            "airplane.noto.png",
            "banana.noto.png",
            "bicycle.twemoji.png",
            "guitar.twemoji.png",
            "owl.noto.png",
            "rose.noto.png");

    private static final Duration PATIENCE = Duration.ofMinutes(3);

    @TempDir
    static Path folder;

    static @Nullable DemoInBrowser demo;

    @BeforeAll
    static void startDemo() throws Exception {
        assumeTrue(
                Chromium.isInstalled(),
                "There is no " + Chromium.EXECUTABLE + ", so the page was not tested: apt-get install chromium");
        demo = DemoInBrowser.start(folder, SAMPLES);
        patiently().until(demo::isUp);
        PublishedResults results = new PublishedResults(demo.kafka(), "all");
        patiently().untilAsserted(() -> assertThat(results.ranking("raw").getCompleteImages())
                .isEqualTo(SAMPLES.size()));
    }

    @AfterEach
    void closePages() {
        demo.chromium().closePages();
        assertThat(demo.chromium().complaints()).isEmpty();
    }

    @AfterAll
    static void endDemo() throws Exception {
        if (demo != null) {
            try (DemoInBrowser ended = demo) {
                demo = null;
                assertThat(ended.terminate()).isIn(0, 143);
            }
        }
    }

    /** A browser belongs to one thread. */
    static ConditionFactory patiently() {
        return await().pollInSameThread().atMost(PATIENCE);
    }
}
