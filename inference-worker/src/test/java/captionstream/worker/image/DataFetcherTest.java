package captionstream.worker.image;

import static captionstream.worker.image.Rejections.assertRejected;
import static org.assertj.core.api.Assertions.assertThat;

import captionstream.schemas.DeadLetterReason;
import java.net.URI;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DataFetcherTest {
    private static final byte[] BYTES = {1, 2, 3, -1};

    private final DataFetcher fetcher = new DataFetcher(FetchPolicy.defaults());

    @ParameterizedTest
    @ValueSource(
            strings = {
                "data:image/png;base64,AQID/w==",
                "data:image/png;base64,AQID/w",
                "DATA:IMAGE/PNG;BASE64,AQID/w==",
                "data:;base64,AQID/w%3D%3D",
                "data:text/html;charset=utf-8;base64,AQID%0A/w==",
                "data:,%01%02%03%FF",
                "data:application/octet-stream,%01%02%03%ff"
            })
    void readsBase64AndPercentEncodingWhateverTheMediaTypeSays(String uri) {
        assertThat(fetcher.fetch(URI.create(uri)).bytes()).isEqualTo(BYTES);
    }

    @Test
    void readsDataWithCommas() {
        assertThat(fetcher.fetch(URI.create("data:,a,b")).bytes()).asString().isEqualTo("a,b");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "data:image/png",
                "data:image/png;base64",
                "data:image/png;base64,AQ=D",
                "data:image/png;base64,A",
                "data:image/png;base64,AQID_w==",
                "data:image/png;base64,AQID/w===",
                "data:,å"
            })
    void refusesWhatIsNoDataUriAndDoesNotRepeatIt(String uri) {
        assertRejected(DeadLetterReason.INVALID_URI, () -> fetcher.fetch(URI.create(uri)))
                .doesNotContain("AQ");
    }

    @Test
    void countsBytesAndNotCharacters() {
        FetchPolicy policy = FetchPolicy.defaults();
        URI four = URI.create("data:;base64,AQID/w==");

        assertThat(new DataFetcher(policy.withMaxBytes(4)).fetch(four).bytes()).hasSize(4);
        assertRejected(DeadLetterReason.IMAGE_TOO_LARGE, () -> new DataFetcher(policy.withMaxBytes(3)).fetch(four));
    }

    @Test
    void canBeSwitchedOff() {
        DataFetcher off = new DataFetcher(FetchPolicy.defaults().withDataUris(false));

        assertRejected(DeadLetterReason.FORBIDDEN_LOCATION, () -> off.fetch(URI.create("data:,a")));
    }
}
