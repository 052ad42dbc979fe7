/** The images that a command line names: files, folders, patterns, URIs, and files that list images. */
@NullMarked
package captionstream.cli.source;

import org.jspecify.annotations.NullMarked;
