/** How good a model's captions are on images that people have described. */
@NullMarked
package captionstream.cli.evaluate;

import org.jspecify.annotations.NullMarked;
