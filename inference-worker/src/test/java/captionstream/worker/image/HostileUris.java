package captionstream.worker.image;

import java.util.stream.Stream;

/** URIs that mean another place than they seem to, or none. Any host is allowed. */
final class HostileUris {
    private HostileUris() {}

    static Stream<HostileRow> rows() {
        return Stream.of(
                        expecting("forbidden_location", PRIVATE_PLACES),
                        expecting("invalid_uri", NO_URIS),
                        expecting("unsupported_scheme", OTHER_SCHEMES),
                        expecting("fetch_failed", NAMES_THAT_DO_NOT_RESOLVE),
                        expecting("fetch_timeout", "http://slow.test/"),
                        expecting("forbidden_location", "s3://bucket/key", "s3://bucket/../other/key"),
                        carried())
                .flatMap(rows -> rows);
    }

    private static Stream<HostileRow> expecting(String reason, String... uris) {
        return Stream.of(uris).map(uri -> HostileRow.uri(uri, reason));
    }

    private static Stream<HostileRow> carried() {
        return Stream.of(
                HostileRow.uri("data:image/png;base64,", "empty_image"),
                HostileRow.uri("data:text/html,%3Cscript%3E", "unknown_image_format"),
                HostileRow.uri("data:image/png;base64,iVBORw0KGgo=", "corrupt_image"),
                HostileRow.uri("data:image/png;base64,****", "invalid_uri"),
                HostileRow.uri("data:image/png", "invalid_uri"),
                HostileRow.of("data: of 30 MB", world -> "data:," + "a".repeat(30 << 20), "image_too_large")
                        .within(256));
    }

    private static final String[] PRIVATE_PLACES = {
        "http://localhost/",
        "https://localhost/",
        "http://localhost./",
        "http://LOCALHOST/",
        "http://127.0.0.1.nip.test/",
        "http://metadata.test/latest",
        "http://carrier.test/",
        "http://mapped.test/",
        "http://xn--exmple-cua.test/",
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
        "http://[::ffff:0:127.0.0.1]/",
        "http://[64:ff9b::7f00:1]/",
        "http://[64:ff9b::169.254.169.254]/",
        "http://[64:ff9b:1::7f00:1]/",
        "http://[2002:7f00:1::]/",
        "http://[2001:0:7f00:1::1]/",
        "http://[fe80::1]/",
        "http://[fe80::1%251]/",
        "http://[fc00::1]/",
        "http://[fd00:ec2::254]/latest/meta-data/",
        "http://[ff02::1]/",
        "http://user@93.184.216.34/",
        "http://93.184.216.34@127.0.0.1/",
        "http://images.test:80@127.0.0.1/"
    };

    private static final String[] NO_URIS = {
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
        "http://exämple.test/",
        "http://localhost\\@example.test/",
        "http://127.0.0.1./",
        "http://127.1/",
        "http://127.0.1/",
        "http://0X7F.0.0.1/",
        "http://0x7f.1/",
        "http://127.0.0.0x1/",
        "http://127.0.0.1.0/",
        "http://256.256.256.256/",
        "http://images.test:port/",
        "http://images.test:99999/",
        "http://images.test\r\nHost: localhost/",
        "http://a_b/",
        "file:a.png",
        "file://evil.test/share/a.png",
        "file:///a%00.png"
    };

    private static final String[] OTHER_SCHEMES = {
        "ftp://localhost/a.png",
        "gopher://localhost/",
        "jar:file:///a.jar!/a.png",
        "javascript:alert(1)",
        "dict://localhost:11211/",
        "netdoc:///etc/passwd",
        "ldap://localhost/a",
        "hdfs://localhost/a.png"
    };

    private static final String[] NAMES_THAT_DO_NOT_RESOLVE = {"http://unknown.test/", "https://xn--images.test/"};
}
