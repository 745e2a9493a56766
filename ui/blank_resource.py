"""What a page is given for whatever it asks for: a picture of nothing, a style sheet of nothing."""

from PySide6.QtCore import QByteArray, Qt
from PySide6.QtGui import QImage, QTextDocument


def blank(kind: int) -> QImage | QByteArray:
    """Return an empty resource of this kind; never ``None``.

    To ``None`` Qt answers by loading the picture itself: from this computer, or over the network
    where the path is that of a Windows share.
    """
    if kind != QTextDocument.ResourceType.ImageResource.value:
        return QByteArray()
    picture = QImage(1, 1, QImage.Format.Format_ARGB32)
    picture.fill(Qt.GlobalColor.transparent)
    return picture
