/** The whole pipeline against the bare captioner and against the paper's own loop. */
@NullMarked
package captionstream.benchmarks.pipeline;

import org.jspecify.annotations.NullMarked;
