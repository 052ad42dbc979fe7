package captionstream.worker.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import captionstream.schemas.DeadLetterReason;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Any host is allowed here, so that only its address can keep a request from being made. */
@Timeout(30)
class ServerSideRequestForgeryTest {
    private static final ImageSpec SPEC = new ImageSpec(8, new float[3], new float[] {1, 1, 1});
    private static final Map<String, String> NAMES = Map.of(
            "localhost", "127.0.0.1",
            "localhost.", "127.0.0.1",
            "metadata.example.org", "169.254.169.254",
            "carrier.example.org", "100.64.0.1",
            "mapped.example.org", "::ffff:10.0.0.1");

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://localhost/",
                "https://localhost/",
                "http://localhost./",
                "http://LOCALHOST/",
                "http://metadata.example.org/latest",
                "http://carrier.example.org/",
                "http://mapped.example.org/",
                "http://127.0.0.1/",
                "http://127.0.0.1:9092/",
                "http://0/",
                "http://0.0.0.0/",
                "http://2130706433/",
                "http://017700000001/",
                "http://0x7f000001/",
                "http://0177.0.0.1/",
                "http://0177.0.0.01/",
                "http://00000177.0.0.1/",
                "http://4294967297/",
                "http://169.254.169.254/latest/meta-data/",
                "http://2852039166/",
                "http://10.0.0.1/",
                "http://172.16.0.1/",
                "http://192.168.1.1/",
                "http://100.64.0.1/",
                "http://224.0.0.1/",
                "http://255.255.255.255/",
                "http://[::]/",
                "http://[::1]/",
                "http://[0:0:0:0:0:0:0:1]/",
                "http://[::ffff:127.0.0.1]/",
                "http://[::ffff:7f00:1]/",
                "http://[::127.0.0.1]/",
                "http://[64:ff9b::7f00:1]/",
                "http://[64:ff9b::169.254.169.254]/",
                "http://[2002:7f00:1::]/",
                "http://[2001:0:7f00:1::1]/",
                "http://[fe80::1]/",
                "http://[fc00::1]/",
                "http://[ff02::1]/",
                "http://user@93.184.216.34/",
                "http://93.184.216.34@127.0.0.1/"
            })
    void noSpellingOfAPrivateAddressIsFetched(String uri) {
        assertThat(reasonFor(uri)).isEqualTo(DeadLetterReason.FORBIDDEN_LOCATION);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "no-uri",
                "/etc/passwd",
                "http:",
                "http://",
                "http:///a.png",
                "http://a b/",
                "http://[::1/",
                "http://127%2e0%2e0%2e1/",
                "http://①②⑦.⓪.⓪.①/",
                "http://127。0。0。1/",
                "http://localhost\\@example.org/",
                "http://127.0.0.1./",
                "http://127.1/",
                "http://127.0.1/",
                "http://0X7F.0.0.1/",
                "http://0x7f.1/",
                "http://127.0.0.0x1/",
                "http://127.0.0.1.0/",
                "http://256.256.256.256/",
                "http://example.org:port/",
                "http://example.org\r\nHost: localhost/",
                "http://a_b/"
            })
    void whatIsNoUriIsRejected(String uri) {
        assertThat(reasonFor(uri)).isEqualTo(DeadLetterReason.INVALID_URI);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ftp://localhost/a.png",
                "gopher://localhost/",
                "jar:file:///a.jar!/a.png",
                "javascript:alert(1)",
                "dict://localhost:11211/",
                "netdoc:///etc/passwd"
            })
    void otherSchemesAreRejected(String uri) {
        assertThat(reasonFor(uri)).isEqualTo(DeadLetterReason.UNSUPPORTED_SCHEME);
    }

    private static DeadLetterReason reasonFor(String uri) {
        FetchPolicy policy = FetchPolicy.defaults().withHosts(List.of("*"));
        CheckedDns dns = new CheckedDns(policy::allows, ServerSideRequestForgeryTest::lookUp);
        try (ImageFetcher fetcher = new SchemeFetcher(
                        new FileFetcher(policy),
                        new HttpFetcher(policy, dns),
                        new DataFetcher(policy),
                        S3Fetcher.within(policy));
                ImageLoader loader = new ImageLoader(fetcher, new ImageDecoder(), new ClipPreprocessor(SPEC))) {
            return catchThrowableOfType(ImageRejected.class, () -> loader.load(uri, null))
                    .reason();
        }
    }

    private static InetAddress[] lookUp(String host) throws UnknownHostException {
        String address = NAMES.get(host.toLowerCase(Locale.ROOT));
        assertThat(address != null || !host.matches(".*[g-z].*"))
                .as("no name is looked up in DNS")
                .isTrue();
        return InetAddress.getAllByName(address == null ? host : address);
    }
}
