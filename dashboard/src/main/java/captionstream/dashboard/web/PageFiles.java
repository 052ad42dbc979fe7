package captionstream.dashboard.web;

import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The page's own files, read once from the class path; a name is a plain file name or there is nothing under it. */
final class PageFiles {
    private static final String FOLDER = "/captionstream/dashboard/page/";
    private static final Pattern NAME = Pattern.compile("[a-z][a-z-]*\\.(html|css|js|svg)");
    private static final Map<String, String> MEDIA_TYPES = Map.of(
            "html", "text/html; charset=utf-8",
            "css", "text/css; charset=utf-8",
            "js", "text/javascript; charset=utf-8",
            "svg", "image/svg+xml");

    private final Map<String, PageFile> files = new ConcurrentHashMap<>();

    void serve(String name, Context ctx) {
        Optional<PageFile> found = find(name);
        if (found.isEmpty()) {
            ctx.status(HttpStatus.NOT_FOUND).result("There is no such page.");
            return;
        }
        PageFile file = found.get();
        ctx.header("Cache-Control", "no-cache").header("ETag", file.etag());
        if (file.etag().equals(ctx.header("If-None-Match"))) {
            ctx.status(HttpStatus.NOT_MODIFIED);
        } else {
            ctx.contentType(file.mediaType()).result(file.bytes());
        }
    }

    private Optional<PageFile> find(String name) {
        Matcher matcher = NAME.matcher(name);
        return matcher.matches()
                ? Optional.ofNullable(files.computeIfAbsent(name, known -> read(known, matcher.group(1))))
                : Optional.empty();
    }

    private static @Nullable PageFile read(String name, String extension) {
        try (InputStream in = PageFiles.class.getResourceAsStream(FOLDER + name)) {
            return in == null ? null : PageFile.of(in.readAllBytes(), MEDIA_TYPES.get(extension));
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot read the page's file " + name, e);
        }
    }

    private record PageFile(byte[] bytes, String mediaType, String etag) {
        static PageFile of(byte[] bytes, String mediaType) {
            try {
                byte[] digest = MessageDigest.getInstance("SHA-256").digest(bytes);
                return new PageFile(bytes, mediaType, '"' + HexFormat.of().formatHex(digest, 0, 16) + '"');
            } catch (NoSuchAlgorithmException e) {
                throw new IllegalStateException("Every Java platform has SHA-256", e);
            }
        }
    }
}
