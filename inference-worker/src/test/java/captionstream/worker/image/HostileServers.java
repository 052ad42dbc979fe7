package captionstream.worker.image;

import com.sun.net.httpserver.HttpHandler;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;

/** Servers that lead elsewhere, lie, or take their time. */
final class HostileServers {
    private static final byte[] JPEG = PillowReference.resource("420.jpg");
    private static final String OK = "HTTP/1.1 200 OK\r\n";

    private HostileServers() {}

    static Stream<HostileRow> rows() {
        return Stream.of(redirects(), answers(), slow(), broken()).flatMap(rows -> rows);
    }

    private static Stream<HostileRow> redirects() {
        return Stream.of(
                redirect("/a.png", "fetch_failed"),
                redirect("http://127.0.0.1/", "forbidden_location"),
                redirect("http://2130706433/", "forbidden_location"),
                redirect("http://169.254.169.254/latest/meta-data/", "forbidden_location"),
                redirect("http://metadata.test/", "forbidden_location"),
                redirect("http://[::ffff:127.0.0.1]/", "forbidden_location"),
                redirect("//localhost/", "forbidden_location"),
                redirect("http://user:password@images.test/", "forbidden_location"),
                redirect("file:///etc/passwd", "forbidden_location"),
                redirect("data:image/png;base64,AA==", "forbidden_location"),
                redirect("s3://bucket/key", "forbidden_location"),
                redirect("ftp://images.test/a.png", "forbidden_location"),
                redirect("http://[broken", "fetch_failed"),
                redirect("http:///", "invalid_uri"),
                HostileRow.of("a chain of redirects that is too long", world -> chain(world, 4), "fetch_failed"),
                HostileRow.of("a chain of redirects that is just short enough", world -> chain(world, 3), "83x61"),
                served("a redirect to nowhere", ImageServer.status(302), "fetch_failed"));
    }

    private static HostileRow redirect(String location, String expected) {
        return served("a redirect to " + location, ImageServer.redirect(302, location), expected);
    }

    private static HostileRow served(String name, HttpHandler handler, String expected) {
        return HostileRow.of(name, world -> at(world.web().on("/", handler), "/a.png"), expected);
    }

    private static String chain(HostileWorld world, int length) throws IOException {
        ImageServer server = world.web().on("/0", ImageServer.bytes(JPEG));
        for (int i = 1; i <= length; i++) {
            server.on("/" + i, ImageServer.redirect(307, "/" + (i - 1)));
        }
        return at(server, "/" + length);
    }

    private static String at(ImageServer server, String path) {
        return server.uri(HostileWorld.SERVER, path).toString();
    }

    private static Stream<HostileRow> answers() {
        return Stream.of(
                served("status 404", ImageServer.status(404), "image_not_found"),
                served("status 403", ImageServer.status(403), "fetch_failed"),
                served("status 503", ImageServer.status(503), "fetch_failed"),
                served("status 204", ImageServer.status(204), "fetch_failed"),
                served(
                        "a page of text instead of an image",
                        ImageServer.bytes("<html>".getBytes()),
                        "unknown_image_format"),
                served("an empty body", ImageServer.bytes(new byte[0]), "empty_image"),
                served("a body without end", ImageServer.endless(1 << 16), "image_too_large")
                        .within(96),
                served("a JPEG that is called text", typed("text/html", "identity", JPEG), "83x61"),
                served(
                        "a bomb in gzip",
                        typed("image/png", "gzip", zipped(new byte[50_000_000])),
                        "unknown_image_format"),
                served("a JPEG in gzip", typed("image/jpeg", "gzip", zipped(JPEG)), "unknown_image_format"));
    }

    private static HttpHandler typed(String type, String encoding, byte[] body) {
        return exchange -> {
            exchange.getResponseHeaders().add("Content-Type", type);
            exchange.getResponseHeaders().add("Content-Encoding", encoding);
            ImageServer.bytes(body).handle(exchange);
        };
    }

    private static byte[] zipped(byte[] bytes) {
        ByteArrayOutputStream zipped = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(zipped)) {
            out.write(bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return zipped.toByteArray();
    }

    private static Stream<HostileRow> slow() {
        return Stream.of(
                        silent("a server that says nothing", "http", ""),
                        silent("a server that stops within its status", "http", "HTTP/1.1 2"),
                        silent("a server that stops within its header", "http", OK + "Content-Le"),
                        silent("a server that stops within its body", "http", OK + "Content-Length: 9\r\n\r\nabc"),
                        silent("a server that never shakes hands", "https", ""),
                        trickling("a header that trickles", OK + "X: ", "x"),
                        trickling("a body that trickles", OK + "Content-Length: 9000000\r\n\r\n", "x"),
                        trickling("chunks that trickle", OK + "Transfer-Encoding: chunked\r\n\r\n", "1\r\nx\r\n"),
                        trickling("promises to continue that trickle", "", "HTTP/1.1 100 Continue\r\n\r\n"))
                .map(HostileRow::hasty);
    }

    private static HostileRow silent(String name, String scheme, String answer) {
        return HostileRow.of(
                name,
                world -> world.opened(RawServer.silentAfter(answer))
                        .uri(scheme, HostileWorld.SERVER)
                        .toString(),
                "fetch_timeout");
    }

    private static HostileRow trickling(String name, String answer, String repeated) {
        return HostileRow.of(
                name,
                world -> world.opened(RawServer.tricklingAfter(answer, repeated))
                        .uri("http", HostileWorld.SERVER)
                        .toString(),
                "fetch_timeout");
    }

    private static Stream<HostileRow> broken() {
        return Stream.of(
                raw("no HTTP at all", "http", "SSH-2.0-OpenSSH\r\n\r\n", "fetch_failed"),
                raw("no TLS where there should be", "https", OK, "fetch_failed"),
                raw("a header of 100 kB", "http", OK + "X: " + "x".repeat(100_000) + "\r\n\r\n", "fetch_failed"),
                raw("ten thousand headers", "http", OK + "X: x\r\n".repeat(10_000) + "\r\n", "fetch_failed"),
                raw("a body shorter than announced", "http", OK + "Content-Length: 9\r\n\r\nabc", "fetch_failed"),
                raw(
                        "a body of 9 TB, announced",
                        "http",
                        OK + "Content-Length: 9000000000000\r\n\r\nabc",
                        "image_too_large"),
                raw("a body of -1 bytes", "http", OK + "Content-Length: -1\r\n\r\nabc", "fetch_failed"),
                raw(
                        "a chunk of 16 EB",
                        "http",
                        OK + "Transfer-Encoding: chunked\r\n\r\nFFFFFFFFFFFFFFFF\r\nabc",
                        "fetch_failed"),
                raw("a chunk of no size", "http", OK + "Transfer-Encoding: chunked\r\n\r\nzz\r\nabc", "fetch_failed"));
    }

    private static HostileRow raw(String name, String scheme, String answer, String expected) {
        return HostileRow.of(
                name,
                world -> world.opened(RawServer.hangingUpAfter(answer))
                        .uri(scheme, HostileWorld.SERVER)
                        .toString(),
                expected);
    }
}
