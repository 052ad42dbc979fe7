package captionstream.cli.export;

import java.nio.file.Path;

/** Where something is written until it is whole: beside its place, so that moving it there is one step. */
final class Unfinished {
    private Unfinished() {}

    static Path of(Path target) {
        return target.resolveSibling("." + target.getFileName() + ".part");
    }
}
