#version 330 core
// One code of the latent map as a round dot. Codes are in code units; the camera maps them to the framebuffer.
layout(location = 0) in vec2 code;
layout(location = 1) in vec4 colour;  // alpha 0: not drawn

uniform vec2 centre;   // code units
uniform vec2 zoom;     // clip units a code unit
uniform vec2 opacity;  // only points more opaque than the first and at most as the second are drawn
uniform float extent;  // pixels: the dot's diameter and its antialiased rim

flat out vec4 fill;

void main() {
    fill = colour;
    gl_PointSize = extent;
    bool shown = colour.a > opacity.x && colour.a <= opacity.y && !isnan(code.x) && !isnan(code.y);
    gl_Position = shown ? vec4((code - centre) * zoom, 0.0, 1.0) : vec4(2.0, 2.0, 2.0, 1.0);
}
