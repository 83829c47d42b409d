relation-unchanged = 未改
relation-edited = 修改
relation-moved = 移动
relation-moved_and_edited = 移动并修改
relation-split = 拆分
relation-merged = 合并
relation-added = 新增
relation-removed = 删除
relation-margin-edited = 修改
relation-margin-moved = 移动
relation-margin-moved_and_edited = 移动、修改
relation-margin-split = 拆分
relation-margin-merged = 合并
relation-margin-added = 新增
relation-margin-removed = 删除
relation-count-unchanged = { $n ->
   *[other] { $n }处未改
}
relation-count-edited = { $n ->
   *[other] { $n }处修改
}
relation-count-moved = { $n ->
   *[other] { $n }处移动
}
relation-count-moved_and_edited = { $n ->
   *[other] { $n }处移动并修改
}
relation-count-split = { $n ->
   *[other] { $n }处拆分而来
}
relation-count-merged = { $n ->
   *[other] { $n }处合并
}
relation-count-added = { $n ->
   *[other] { $n }处新增
}
relation-count-removed = { $n ->
   *[other] { $n }处删除
}
redline-deleted = 删除：
redline-coarse = 此段过长，因此以大于词的片段进行比较。
redline-inserted = 新增：
cause-heading = 为何修改？
cause-legal_review = 法律审查
cause-inter_agency_clearance = 机构间会签
cause-bilateral_consultation = 双边磋商
cause-senior_decision = 高级管理层的决定
cause-consequential = 因其他修改而改
cause-editorial = 编辑性修改
problem-contents-dropped = 目录已略去；平台会自行生成目录。
problem-figure-without-description = 有图片没有说明；看不到图片的读者得不到任何信息。
problem-html-dropped = 原始HTML已略去。
problem-link-dropped = 有链接的网址已删除，因为不属于http、https或mailto。
problem-formula-flattened = 有公式按纯文本读取。
problem-note-missing = 案文提到的脚注在文件中不存在。
problem-text-box-moved = 有文本框移至其所在段落之后。
problem-unknown-content = 类型不明的内容已略去。
problem-nested-table = 单元格内的表格按文字读取。
problem-tracked-changes = 文件含有修订；已按您的选择接受或拒绝。
problem-word-comments = 文件含有文字处理软件的批注；批注不属于案文。
problem-encoding = 文件编码不符，已按Windows-1252读取；请检查带重音符号的字母。
problem-hidden-text = 文字处理软件中隐藏的文字已略去。
problem-struck-text = 带删除线的文字已照常读入；如需删去，请以修订方式删除。
problem-running-head-dropped = 页眉和页脚已略去。
problem-more = 此类之处不止于此，未全部列出。
cause-comments = 意见
