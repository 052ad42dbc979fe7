package captionstream.worker.image;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/** Files that lie elsewhere than they seem to, or are none. */
final class HostileFiles {
    private HostileFiles() {}

    static Stream<HostileRow> rows() {
        return Stream.of(
                below("a file that is not there", "/missing.png", "image_not_found"),
                below("a path that climbs", "/../secret.png", "forbidden_location"),
                below("a path that climbs in disguise", "/%2e%2e/secret.png", "forbidden_location"),
                below("a path that climbs behind a slash", "/%2E%2E%2Fsecret.png", "forbidden_location"),
                below("a path that climbs out of nowhere", "/missing/../../secret.png", "forbidden_location"),
                below("the folder itself", "", "fetch_failed"),
                HostileRow.uri("file:///etc/passwd", "forbidden_location"),
                HostileRow.uri("file:///proc/self/environ", "forbidden_location"),
                HostileRow.uri("file:///dev/zero", "forbidden_location"),
                HostileRow.of("a link to a file outside", world -> link(world, world.secret), "forbidden_location"),
                HostileRow.of(
                        "a link to a folder outside",
                        world -> link(world, world.secret.getParent()) + "/secret.png",
                        "forbidden_location"),
                HostileRow.of("a link to a device", world -> link(world, Path.of("/dev/zero")), "forbidden_location"),
                HostileRow.of("a link to itself", HostileFiles::linkToItself, "fetch_failed"),
                HostileRow.of("a pipe that nobody writes to", HostileFiles::pipe, "fetch_failed"),
                HostileRow.of("a sparse file of 1 GB", HostileFiles::sparse, "image_too_large")
                        .within(96));
    }

    private static HostileRow below(String name, String path, String expected) {
        return HostileRow.of(name, world -> world.folder.toUri().toString().replaceAll("/$", "") + path, expected);
    }

    private static String link(HostileWorld world, Path target) throws IOException {
        return address(Files.createSymbolicLink(world.folder.resolve("link"), target));
    }

    private static String linkToItself(HostileWorld world) throws IOException {
        return link(world, world.folder.resolve("link"));
    }

    private static String pipe(HostileWorld world) throws IOException {
        Path pipe = world.folder.resolve("pipe");
        Process process = new ProcessBuilder("mkfifo", pipe.toString()).start();
        process.onExit().join();
        return address(pipe);
    }

    private static String sparse(HostileWorld world) throws IOException {
        Path file = world.folder.resolve("sparse.png");
        try (RandomAccessFile holes = new RandomAccessFile(file.toFile(), "rw")) {
            holes.setLength(1L << 30);
        }
        return address(file);
    }

    /** Not of what a link leads to, as {@link Path#toUri()} may have it. */
    private static String address(Path path) {
        return "file://" + path;
    }
}
