package io.ackline.workbench.plot;

/**
 * Something that can be drawn.
 */
public interface Chart {

	/**
	 * Returns the whole drawing as an SVG document.
	 */
	String svg();

}
