import "../marks/mark.svg";
import "./early";
