/** The page people watch: topics in, an in-memory picture of the pipeline, JSON and server-sent events out. */
@NullMarked
package captionstream.dashboard;

import org.jspecify.annotations.NullMarked;
